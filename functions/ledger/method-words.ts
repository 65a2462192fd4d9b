/** A method of payment as a person writes it, `BANK_TRANSFER` → `Bank transfer`; what somebody typed in words stays as it is. */
export const methodWords = (method: string): string =>
  /^[A-Z]+(_[A-Z]+)*$/.test(method) ? method[0] + method.slice(1).toLowerCase().replaceAll("_", " ") : method;
