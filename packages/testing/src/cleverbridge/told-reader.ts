import type { Reader } from "@tenure/engine";

/** What says the same whenever it is asked. */
const lasting: ReadonlySet<string | symbol> = new Set(["at"]);

/** A reader that tells when it is asked for what may be otherwise later. */
export function toldReader(reader: Reader, asked: () => void): Reader {
  return new Proxy(reader, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (!lasting.has(name)) asked();
      return value.bind(target);
    },
  });
}
