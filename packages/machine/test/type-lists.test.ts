import {
  adapterEffectSchema,
  adapterEffectTypes,
  capabilitiesSchema,
  commandSchema,
  commandTypes,
  effectSchema,
  effectTypes,
  noCapabilities,
  requestFactSchema,
  requestFactTypes,
} from "@tenure/machine";
import { expect, test } from "vitest";

import { typesIn } from "./types-in.ts";

test.each([
  ["commands", commandTypes, commandSchema],
  ["facts about requests", requestFactTypes, requestFactSchema],
  ["an adapter's effects", adapterEffectTypes, adapterEffectSchema],
  ["effects", effectTypes, effectSchema],
])("the list of %s has every type its schema knows, and in that order", (_of, list, schema) => {
  expect(list).toEqual(typesIn(schema));
});

test("no capabilities are what an empty set is read as", () => {
  expect(noCapabilities).toEqual(capabilitiesSchema.parse({}));
});
