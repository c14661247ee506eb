import en from "zod/v4/locales/en.js";

/** How a value is read, so that what is wrong with it is said in English, whatever the process speaks elsewhere. */
export const inEnglish = { error: en().localeError };
