import { isBlank, type JsonRecord, textOf } from "./parameter-text.ts";

/** A phone number in its parts, each `""` when it is not there. */
export type PhoneValue = Readonly<
  Record<"country_code" | "area_code" | "phone_number" | "extension", string>
>;

/** An address in its parts, each `""` when it is not there. */
export type AddressValue = Readonly<
  Record<"address_line1" | "address_line2" | "city" | "state" | "postal_code" | "country", string>
>;

const partOf = (record: JsonRecord, name: string): string =>
  Object.hasOwn(record, name) ? textOf(record[name]) : "";

/** The parts of a phone that the object has. */
export function phoneIn(record: JsonRecord): PhoneValue {
  return {
    country_code: partOf(record, "country_code"),
    area_code: partOf(record, "area_code"),
    phone_number: partOf(record, "phone_number"),
    extension: partOf(record, "extension"),
  };
}

/** The parts of an address that the object has. */
export function addressIn(record: JsonRecord): AddressValue {
  return {
    address_line1: partOf(record, "address_line1"),
    address_line2: partOf(record, "address_line2"),
    city: partOf(record, "city"),
    state: partOf(record, "state"),
    postal_code: partOf(record, "postal_code"),
    country: partOf(record, "country"),
  };
}

/** The parts that are there, in their order. */
export function filled(parts: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(parts).filter((part) => !isBlank(part));
}
