const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The month, from 1, of the first three letters of its English name, in any case; 0 for other letters. */
export const monthOf = (letters: string): number => months.indexOf(letters.toLowerCase()) + 1;
