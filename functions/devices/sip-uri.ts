/** Characters of a secret that may stand in a SIP URI as they are (RFC 3261 §25.1, `password`). */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/['()!*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** What a phone needs to register, as one SIP URI (RFC 3261 §19.1.1) that a camera can read from a picture. */
export const registrationUri = (of: { login: string; secret: string; realm: string }): string =>
  `sip:${of.login}:${escaped(of.secret)}@${of.realm}`;
