interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown;
}

/** zod compiles parsers from text where it may; the CSP forbids that, and asking would be reported as a violation. */
(globalThis as { __zod_globalConfig?: { jitless?: boolean } }).__zod_globalConfig = { jitless: true };

/**
 * The CSP says `require-trusted-types-for 'script'`. The only HTML sink in use is the text of the theme's style
 * element, so the default policy lets text without any markup through and nothing else.
 */
const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
trustedTypes?.createPolicy("default", {
  createHTML(text) {
    if (text.includes("<")) throw new TypeError("Markup is not put into the page as text.");
    return text;
  },
});
