import type { Page } from "playwright-core";

/** Texts that a page which takes text for markup, for an address or for a script would run; each marks what it would leave. */

const call = (n: number) => `ran(${n})`;

/** What is put around the call of number n. All of them are at most 100 characters. */
const forms: ((n: number) => string)[] = [
  (n) => `<script>${call(n)}</script>`,
  (n) => `<ScRiPt data-evil>${call(n)}</sCrIpT >`,
  (n) => `"><script data-evil>${call(n)}</script>`,
  (n) => `'><script data-evil>${call(n)}</script>`,
  (n) => `</title><script data-evil>${call(n)}</script>`,
  (n) => `</textarea><script data-evil>${call(n)}</script>`,
  (n) => `--><script data-evil>${call(n)}</script>`,
  (n) => `]]><script data-evil>${call(n)}</script>`,
  (n) => `<script data-evil src=//evil.invalid/${n}></script>`,
  (n) => `<img src=x data-evil onerror=${call(n)}>`,
  (n) => `<img src=x data-evil onerror="${call(n)}"/>`,
  (n) => `"><img src=x data-evil onerror=${call(n)}>`,
  (n) => `<img/src=x/data-evil/onerror=${call(n)}>`,
  (n) => `<IMG SRC="x" data-evil OnErRoR="${call(n)}">`,
  (n) => `<img src="//evil.invalid/${n}" data-evil>`,
  (n) => `<svg data-evil onload=${call(n)}>`,
  (n) => `<svg/data-evil/onload=${call(n)}>`,
  (n) => `<svg><script data-evil>${call(n)}</script></svg>`,
  (n) => `<svg data-evil><animate onbegin=${call(n)} attributeName=x dur=1s>`,
  (n) => `<svg data-evil><a xlink:href="javascript:${call(n)}"><text y=9>x</text></a></svg>`,
  (n) => `<math data-evil><mtext><img src=x onerror=${call(n)}></mtext></math>`,
  (n) => `<body data-evil onload=${call(n)}>`,
  (n) => `<iframe data-evil src="javascript:parent.${call(n)}"></iframe>`,
  (n) => `<iframe data-evil srcdoc="<script>parent.${call(n)}</script>"></iframe>`,
  (n) => `<object data-evil data="javascript:${call(n)}"></object>`,
  (n) => `<embed data-evil src="javascript:${call(n)}">`,
  (n) => `<video data-evil><source onerror=${call(n)}></video>`,
  (n) => `<audio data-evil src=x onerror=${call(n)}></audio>`,
  (n) => `<details data-evil open ontoggle=${call(n)}><summary>x</summary></details>`,
  (n) => `<input data-evil autofocus onfocus=${call(n)}>`,
  (n) => `<select data-evil autofocus onfocus=${call(n)}><option>x</select>`,
  (n) => `<marquee data-evil onstart=${call(n)}>x</marquee>`,
  (n) => `<a data-evil href="javascript:${call(n)}">click</a>`,
  (n) => `<a data-evil href="JaVaScRiPt:${call(n)}">click</a>`,
  (n) => `<a data-evil href="data:text/html,<script>${call(n)}</script>">x</a>`,
  (n) => `javascript:${call(n)}`,
  (n) => `JAVASCRIPT:${call(n)}//`,
  (n) => `data:text/html;base64,cmFuKCk=#${n}`,
  (n) => `<link data-evil rel=stylesheet href=//evil.invalid/${n}.css>`,
  (n) => `<style data-evil>@import'//evil.invalid/${n}.css';</style>`,
  (n) => `<meta data-evil http-equiv=refresh content="0;url=javascript:${call(n)}">`,
  (n) => `<base data-evil href=//evil.invalid/${n}/>`,
  (n) => `<form data-evil action="javascript:${call(n)}"><button>x</button></form>`,
  (n) => `<button data-evil formaction="javascript:${call(n)}">x</button>`,
  (n) => `<template data-evil><script>${call(n)}</script></template>`,
  (n) => `<noscript data-evil><img src=x onerror=${call(n)}></noscript>`,
  (n) => `<x data-evil onpointerenter=${call(n)} style=position:fixed;inset:0>x`,
  (n) => `" data-evil onmouseover="${call(n)}" x="`,
  (n) => `' data-evil onfocus='${call(n)}' autofocus='`,
  (n) => `\${${call(n)}}`,
  (n) => `{{constructor.constructor('${call(n)}')()}}`,
  (n) => `<%= ${call(n)} %>`,
  (n) => `#{${call(n)}}`,
  (n) => `';${call(n)};//`,
  (n) => `";${call(n)};//`,
  (n) => `</script><script data-evil>${call(n)}</script>`,
  (n) => `&lt;script&gt;${call(n)}&lt;/script&gt;`,
  (n) => `&#60;img src=x onerror=${call(n)}&#62;`,
  (n) => `%3Cscript%3E${call(n)}%3C/script%3E`,
  (n) => `\\u003cscript\\u003e${call(n)}\\u003c/script\\u003e`,
];

export const hostileTexts: readonly string[] = forms.map((form, n) => form(n));

/** What is looked at in each page: the texts that it should show, and is told which of them are not there as they were sent. */
export const missingIn = async (page: Page, texts: readonly string[]): Promise<string[]> => {
  const shown = await page.evaluate(() =>
    [
      document.body.textContent,
      ...[...document.querySelectorAll("input, textarea")].map((one) => (one as HTMLInputElement).value),
    ].join("\n"),
  );
  const plain = (text: string) => text.replace(/\s+/g, " ");
  return texts.filter((text) => !plain(shown).includes(plain(text)));
};

/** What became of the texts that should not have: what ran, and what stands in the page as an element or an address. */
export const harmIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    ...((globalThis as { didRun?: string[] }).didRun ?? []),
    ...[
      ...document.querySelectorAll('[data-evil], [href^="javascript:" i], [src*="evil.invalid"], [onerror], [onload]'),
    ].map(({ outerHTML }) => outerHTML),
  ]);

/** Whatever runs says so. */
export const watchRuns = (page: Page): Promise<unknown> =>
  page.addInitScript("globalThis.didRun = []; globalThis.ran = (n) => void globalThis.didRun.push(`ran ${n}`);");
