/** Payload types that need no rtpmap (RFC 3551 §6). */
const wellKnown: Readonly<Record<string, string>> = {
  "0": "PCMU",
  "3": "GSM",
  "4": "G723",
  "8": "PCMA",
  "9": "G722",
  "15": "G728",
  "18": "G729",
};
/** Tones and comfort noise are no codecs to talk by. */
const noCodec = new Set(["TELEPHONE-EVENT", "CN", "RED"]);
const mostCodecs = 50;

/**
 * Codecs that an SDP body offers for sound, in its order (RFC 8866 §5.14, §6.6). Undefined where it says nothing of
 * sound: then it is not known what is offered.
 */
export function codecsOfSdp(sdp: string): string[] | undefined {
  const lines = sdp.split(/\r\n|\r|\n/, 2000);
  const media = lines.find((line) => line.startsWith("m=audio "));
  if (media === undefined) return undefined;
  const names = new Map<string, string>();
  for (const line of lines) {
    const [, type, name] = /^a=rtpmap:(\d{1,3}) +([A-Za-z0-9.-]{1,40})\//.exec(line) ?? [];
    if (type !== undefined && name !== undefined && !names.has(type)) names.set(type, name);
  }
  const types = media.trim().split(/ +/).slice(3);
  const codecs = types.flatMap((type) => names.get(type) ?? wellKnown[type] ?? []);
  return [...new Set(codecs)].filter((codec) => !noCodec.has(codec.toUpperCase())).slice(0, mostCodecs);
}
