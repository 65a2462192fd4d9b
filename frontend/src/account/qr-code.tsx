import { create } from "qrcode";

/** Modules of white around the picture; readers need four (ISO/IEC 18004 §5.3.8). */
const quiet = 4;

/** A text as a picture that a camera reads; dark on white in dark mode too. */
export function QrCode({ text }: { text: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const dark = [...data.keys()].filter((index) => data[index]);
  const path = dark.map((index) => `M${(index % size) + quiet},${Math.floor(index / size) + quiet}h1v1h-1z`).join("");
  const side = size + 2 * quiet;
  return (
    <svg className="qr-code" viewBox={`0 0 ${side} ${side}`} role="img" aria-label="Picture of the secret">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
