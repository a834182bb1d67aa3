/** Characters that a password has at least; the server says so too. */
export const LEAST_LETTERS = 12;
