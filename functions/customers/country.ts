/** Countries of ISO 3166-1 (two letters), how their postal codes look, and the states that addresses there name. */

/** Every officially assigned code. Names come from the reader's own language by `Intl.DisplayNames`. */
export const countryCodes: readonly string[] = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/);

/** One letter stands for a class: `9` a digit, `A` a letter, `*` either. Source: Universal Postal Union, addressing systems. */
const postalShapes: Record<string, readonly string[]> = {
  AR: ["9999", "A9999AAA"],
  AT: ["9999"],
  AU: ["9999"],
  BD: ["9999"],
  BE: ["9999"],
  BG: ["9999"],
  BR: ["99999-999", "99999999"],
  CA: ["A9A 9A9", "A9A9A9"],
  CH: ["9999"],
  CL: ["9999999", "999-9999"],
  CN: ["999999"],
  CO: ["999999"],
  CY: ["9999"],
  CZ: ["999 99", "99999"],
  DE: ["99999"],
  DK: ["9999"],
  EE: ["99999"],
  EG: ["99999"],
  ES: ["99999"],
  FI: ["99999"],
  FR: ["99999"],
  GB: ["A9 9AA", "A99 9AA", "A9A 9AA", "AA9 9AA", "AA99 9AA", "AA9A 9AA"],
  GR: ["999 99", "99999"],
  HR: ["99999"],
  HU: ["9999"],
  ID: ["99999"],
  IE: ["A99 ****", "A9A ****", "A99****"],
  IL: ["9999999", "99999"],
  IN: ["999999", "999 999"],
  IT: ["99999"],
  JP: ["999-9999", "9999999"],
  KE: ["99999"],
  KR: ["99999"],
  KZ: ["999999", "A99A9A9"],
  LT: ["99999", "AA-99999"],
  LU: ["9999"],
  LV: ["AA-9999", "9999"],
  LK: ["99999"],
  MA: ["99999"],
  MT: ["AAA 9999", "AAA9999"],
  MX: ["99999"],
  MY: ["99999"],
  NG: ["999999"],
  NL: ["9999 AA", "9999AA"],
  NO: ["9999"],
  NP: ["99999"],
  NZ: ["9999"],
  PE: ["99999"],
  PH: ["9999"],
  PK: ["99999"],
  PL: ["99-999"],
  PT: ["9999-999", "9999"],
  RO: ["999999"],
  RS: ["99999"],
  RU: ["999999"],
  SA: ["99999", "99999-9999"],
  SE: ["999 99", "99999"],
  SG: ["999999"],
  SI: ["9999"],
  SK: ["999 99", "99999"],
  TH: ["99999"],
  TN: ["9999"],
  TR: ["99999"],
  TW: ["999", "99999", "999999"],
  UA: ["99999"],
  US: ["99999", "99999-9999"],
  VN: ["99999", "999999"],
  ZA: ["9999"],
};

const fits = (code: string, shape: string): boolean =>
  code.length === shape.length &&
  [...shape].every((want, i) => {
    const char = code[i] ?? "";
    if (want === "9") return /[0-9]/.test(char);
    if (want === "A") return /[A-Z]/.test(char);
    if (want === "*") return /[0-9A-Z]/.test(char);
    return char === want;
  });

/** Whether the postal code is one of the country. A country without a known shape takes up to ten letters, digits, spaces and dashes. */
export function isPostalCode(code: string, country: string): boolean {
  const shapes = postalShapes[country];
  const capitals = code.toUpperCase();
  return shapes
    ? shapes.some((shape) => fits(capitals, shape))
    : /^[A-Z0-9](?:[A-Z0-9 -]{0,8}[A-Z0-9])?$/.test(capitals);
}

/** How a code looks there, for the form: `99999-9999`. */
export const postalShapeOf = (country: string): string | undefined => postalShapes[country]?.[0];
