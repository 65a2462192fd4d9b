/** States and provinces by the second part of their ISO 3166-2 code, for the countries whose addresses name one. */
const states: Record<string, string> = {
  AR: "A B C D E F G H J K L M N P Q R S T U V W X Y Z",
  AU: "ACT NSW NT QLD SA TAS VIC WA",
  BR: "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO",
  CA: "AB BC MB NB NL NS NT NU ON PE QC SK YT",
  IN: `AN AP AR AS BR CG CH CT DD DH DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN TR TS UK
    UP UT WB`,
  MX: `AGU BCN BCS CAM CHH CHP CMX COA COL DUR GRO GUA HID JAL MEX MIC MOR NAY NLE OAX PUE QUE ROO SIN SLP SON TAB TAM TLA
    VER YUC ZAC`,
  MY: "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16",
  US: `AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND NE NH NJ NM NV NY OH
    OK OR PA PR RI SC SD TN TX UM UT VA VI VT WA WI WV WY`,
};

/** The codes of the country's states; undefined where addresses do without. */
export const statesOf = (country: string): readonly string[] | undefined => states[country]?.split(/\s+/);
