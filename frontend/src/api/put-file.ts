/** A pre-signed place for one file. */
export interface Ticket {
  url: string;
  method?: string;
  headers?: Record<string, string>;
}

/** XMLHttpRequest, because fetch tells nothing about the progress of a body that goes out. */
export function putFile(
  ticket: Ticket,
  file: Blob,
  onProgress: (percent: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(ticket.method ?? "PUT", ticket.url);
    for (const [name, value] of Object.entries(ticket.headers ?? {}))
      if (!/^(host|content-length)$/i.test(name)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? Math.round((loaded / total) * 100) : 0);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Error(`The file was not taken (${request.status}). Try again.`));
    request.onerror = () => reject(new Error("The connection broke while the file was sent. Try again."));
    request.onabort = () => reject(new Error("The sending was stopped: nothing of the file is kept."));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
