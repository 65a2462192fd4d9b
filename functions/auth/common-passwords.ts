/**
 * Words that passwords are made of most often, lower case without digits and signs; a password that is one of them
 * with decoration (`Welcome1!`, `P@ssw0rd2026`) is refused. Gathered from what published breach statistics agree on.
 */
const words = `
abcabc abcd abcde abcdef abcdefg abcdefgh access account accountadmin adidas admin administrator adminadmin alexander
amanda america andrea andrew angel apple arsenal asdf asdfasdf asdfgh asdfghjk asdfghjkl ashley asterisk autumn babygirl
bailey banana barcelona baseball basketball batman beautiful benjamin blink bonjour brandon bubbles buster butterfly
calvin carrier changeit changeme changethis charlie cheese chelsea chocolate chris christian christmas cisco cocacola
company computer cookie corvette cowboys customer dallas daniel david default demo demodemo demouser diamond dolphin
donald dragon dragonfly eagles elizabeth eminem england facebook falcon family ferrari fishing fktrpfylh flower football
forever freedom freeswitch friend friends fuckyou gandalf george ginger giants goodluck google guest guitar hallo
hannah hannover harley heather hello helloworld hockey hotmail hunter iloveyou internet jackson jasmine jennifer jessica
jessie jesus jonathan jordan joseph joshua justin kamailio killer kitty knight ladybug letmein linkedin liverpool london
login loveme lovely loveyou maggie manager manchester manunited marina marlboro martin master matrix matthew melissa
mercedes merlin metallica michael michelle michigan midnight mobile monday monitor monkey monster morgan mother mustang
naruto natasha newpassword nicole ninja nintendo nothing october office oliver operator orange pa pakistan panther
pass passpass passw passwd password passwordpassword passwort patrick peanut pepper phoenix phone player please
pokemon porsche prince princess private purple qazwsx qazwsxedc qwer qwert qwerty qwertyuiop qwertyqwerty rachel rainbow
ranger rangers raymond rebecca reseller richard robert rockyou root rootroot samsung samantha samuel scooter secret
secretsecret secure security september server service shadow silver sipuser slipknot snoopy soccer softswitch sophie
spiderman spring starwars steelers stella summer sunshine superman superuser supervisor support sweety switch
switchbook sysadmin system taylor telecom telephone temp temporary test tester testing testtest thomas thunder tigger
tinkerbell toor toyota trustno trustnoone tucker user username usuario vanessa victoria voip voipvoip vosuser welcome
welcomeback welcometo whatever william windows winner winter wizard xbox yamaha yankees zaqwsx zxcvbn zxcvbnm`;

export const commonPasswords: readonly string[] = words.trim().split(/\s+/);
