import { TenureError } from "@tenure/engine";

const usualBaseUrl = "https://rest.cleverbridge.com";
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/**
 * The address of the API, without a slash at its end. Throws `TenureError` `options_invalid` for one that would
 * send the credentials in the clear: plain http is for loopback only.
 */
export function baseUrlOf(text: string = usualBaseUrl): string {
  const url = URL.parse(text);
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && loopback.test(url.hostname));
  if (url === null || !isSafe || `${url.username}${url.password}${url.search}${url.hash}` !== "") {
    throw new TenureError(
      "options_invalid",
      `baseUrl: expected the https address of the API, as in ${usualBaseUrl}; http is for loopback only`,
    );
  }
  return url.href.replace(/\/+$/u, "");
}
