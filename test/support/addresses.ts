/** Two bytes of the process: files run side by side on one table, where an address belongs to one customer. */
const own = `${(process.pid >> 8) & 255}.${process.pid & 255}`;
const first = { net: 11, ip: 61 };
const most = 50;
const given = { net: 0, ip: 0 };

/** The first three bytes of 256 addresses that nobody else in the run has, as "23.4.5". */
export function uniqueNet(): string {
  if (given.net >= most) throw new Error(`a file of tests has ${most} nets at most`);
  return `${first.net + given.net++}.${own}`;
}

/** An address that nobody else in the run has. */
export function uniqueIp(): string {
  const n = given.ip++;
  if (n >= most * 250) throw new Error(`a file of tests has ${most * 250} addresses at most`);
  return `${first.ip + (n % most)}.${own}.${1 + Math.floor(n / most)}`;
}
