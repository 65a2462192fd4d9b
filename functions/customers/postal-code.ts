/**
 * How the postal codes of each country look. A line is the country (ISO 3166-1), the sheet of the Universal Postal Union
 * that says so, and the ways to write a code, the usual one first: `n` is a digit, `a` a letter, `x` either of them, and
 * everything else stands for itself; a code may be written without its blank. The sheet `gbr` is
 * https://www.upu.int/UPU/media/upu/PostalEntitiesFiles/addressingUnit/gbrEn.pdf
 */
const sheets = `
AD and | ADnnn
AF afg | nnnn
AI aia | AI-2640
AL alb | nnnn
AM arm | nnnn
AR arg | nnnn | annnnaaa
AS usa | 96799 | 96799-nnnn
AT aut | nnnn
AU aus | nnnn
AX fin | 22nnn
AZ aze | AZ nnnn | nnnn
BA bih | nnnnn
BB brb | BBnnnnn
BD bgd | nnnn
BE bel | nnnn
BG bgr | nnnn
BH bhr | nnn | nnnn
BL blm | 97133
BM bmu | aa xx
BN brn | aannnn
BR bra | nnnnn-nnn | nnnnnnnn
BT btn | nnnnn
BY blr | nnnnnn
CA can | ana nan
CC aus | 6799
CH che | nnnn
CL chl | nnnnnnn | nnn-nnnn
CN chn | nnnnnn
CO col | nnnnnn
CR cri | nnnnn
CU cub | nnnnn
CV cpv | nnnn
CX aus | 6798
CY cyp | nnnn
CZ cze | nnn nn
DE deu | nnnnn
DK dnk | nnnn
DO dom | nnnnn
DZ dza | nnnnn
EC ecu | nnnnnn
EE est | nnnnn
EG egy | nnnnn
ES esp | nnnnn
ET eth | nnnn
FI fin | nnnnn
FK flk | FIQQ 1ZZ
FM fsm | 9694n | 9694n-nnnn
FO fro | nnn
FR fra | nnnnn
GB gbr | aana naa | an naa | ann naa | ana naa | aan naa | aann naa
GE geo | nnnn
GF guf | 973nn
GG gbr | GYn naa | GYnn naa
GI gib | GX11 1AA
GL grl | 39nn
GN gin | nnn
GP glp | 971nn
GR grc | nnn nn
GS sgs | SIQQ 1ZZ
GT gtm | nnnnn
GU gum | 969nn | 969nn-nnnn
GW gnb | nnnn
HN hnd | nnnnn
HR hrv | nnnnn
HT hti | nnnn | HTnnnn
HU hun | nnnn
ID idn | nnnnn
IE irl | ann xxxx | D6W xxxx
IL isr | nnnnnnn | nnnnn
IM gbr | IMn naa | IMnn naa
IN ind | nnnnnn | nnn nnn
IO iot | BBND 1ZZ
IQ irq | nnnnn
IR irn | nnnnnnnnnn | nnnnn-nnnnn
IS isl | nnn
IT ita | nnnnn
JE gbr | JEn naa | JEnn naa
JO jor | nnnnn
JP jpn | nnn-nnnn | nnnnnnn
KE ken | nnnnn
KG kgz | nnnnnn
KH khm | nnnnnn | nnnnn
KR kor | nnnnn
KW kwt | nnnnn
KY cym | KYn-nnnn
KZ kaz | nnnnnn | annanan
LA lao | nnnnn
LB lbn | nnnn nnnn | nnnn
LI lie | 94nn
LK lka | nnnnn
LR lbr | nnnn
LS lso | nnn
LT ltu | LT-nnnnn | nnnnn
LU lux | nnnn | L-nnnn
LV lva | LV-nnnn | nnnn
MA mar | nnnnn
MC mco | 980nn
MD mda | MD-nnnn | MDnnnn | nnnn
ME mne | 8nnnn
MF maf | 97150
MG mdg | nnn
MH mhl | 969nn | 969nn-nnnn
MK mkd | nnnn
MM mmr | nnnnn
MN mng | nnnnn
MP mnp | 9695n | 9695n-nnnn
MQ mtq | 972nn
MT mlt | aaa nnnn
MU mus | nnnnn | annnn
MV mdv | nnnnn
MX mex | nnnnn
MY mys | nnnnn
MZ moz | nnnn
NC ncl | 988nn
NE ner | nnnn
NF aus | 2899
NG nga | nnnnnn
NI nic | nnnnn
NL nld | nnnn aa
NO nor | nnnn
NP npl | nnnnn
NZ nzl | nnnn
OM omn | nnn
PA pan | nnnn
PE per | nnnnn
PF pyf | 987nn
PG png | nnn
PH phl | nnnn
PK pak | nnnnn
PL pol | nn-nnn
PM spm | 97500
PN pcn | PCRN 1ZZ
PR usa | 00nnn | 00nnn-nnnn
PT prt | nnnn-nnn | nnnn
PW plw | 96940 | 96940-nnnn
PY pry | nnnn | nnnnnn
RE reu | 974nn
RO rou | nnnnnn
RS srb | nnnnn
RU rus | nnnnnn
SA sau | nnnnn | nnnnn-nnnn
SD sdn | nnnnn
SE swe | nnn nn
SG sgp | nnnnnn
SH shn | STHL 1ZZ | ASCN 1ZZ | TDCU 1ZZ
SI svn | nnnn
SJ nor | nnnn
SK svk | nnn nn
SM smr | 4789n
SN sen | nnnnn
SV slv | nnnn | CP nnnn
SZ swz | annn
TC tca | TKCA 1ZZ
TH tha | nnnnn
TJ tjk | nnnnnn
TM tkm | nnnnnn
TN tun | nnnn
TR tur | nnnnn
TW twn | nnnnnn | nnnnn | nnn
TZ tza | nnnnn
UA ukr | nnnnn
US usa | nnnnn | nnnnn-nnnn
UY ury | nnnnn
UZ uzb | nnnnnn
VA vat | 00120
VC vct | VCnnnn
VE ven | nnnn | nnnn-a
VG vgb | VGnnnn
VI usa | 008nn | 008nn-nnnn
VN vnm | nnnnn | nnnnnn
WF wlf | 986nn
YT myt | 976nn
ZA zaf | nnnn
ZM zmb | nnnnn`;

const shapes = new Map(
  sheets
    .trim()
    .split("\n")
    .map((line) => {
      const [head = "", ...ways] = line.split(" | ");
      return [head.slice(0, 2), ways] as const;
    }),
);

const classes: Record<string, RegExp> = { n: /^[0-9]$/, a: /^[A-Z]$/, x: /^[0-9A-Z]$/ };

const fitsExactly = (code: string, shape: string): boolean =>
  code.length === shape.length && [...shape].every((want, i) => classes[want]?.test(code[i] ?? "") ?? code[i] === want);

const fits = (code: string, shape: string): boolean =>
  fitsExactly(code, shape) || fitsExactly(code, shape.replaceAll(" ", ""));

/** A country without a sheet here takes up to ten letters, digits, spaces and dashes: nobody is kept from writing what is there. */
const anyCode = /^[A-Z0-9](?:[A-Z0-9 -]{0,8}[A-Z0-9])?$/;

/** Whether the postal code is one of the country. Small letters are taken for capitals. */
export function isPostalCode(code: string, country: string): boolean {
  const capitals = code.toUpperCase();
  return shapes.get(country)?.some((shape) => fits(capitals, shape)) ?? anyCode.test(capitals);
}

/** How a code looks there, for the form: `99999-9999`, X for a letter. */
export const postalShapeOf = (country: string): string | undefined =>
  shapes.get(country)?.[0]?.replaceAll("n", "9").replaceAll(/[ax]/g, "X");
