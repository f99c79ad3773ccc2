/** The languages of the lecture. English has every chapter; a chapter that a language lacks is shown in English. */

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
