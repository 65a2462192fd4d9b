/** Milliseconds of 24 hours: of every day in UTC, and of most in a zone. */
export const dayMs = 86_400_000;
