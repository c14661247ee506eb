import type { Frame, Page } from "playwright-core";

/** Ids of the states that are lit in the chart of a page, by name, without the machine itself. */
export const litStates = async (page: Page | Frame): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll(".statechart [data-state].is-active")].map((state) => state.dataset.state).filter((id) => id !== "").toSorted()`,
  );

/** Ids of the states that the last step left, as the chart shows them. */
export const leftStates = async (page: Page | Frame): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll(".statechart [data-state].was-left")].map((state) => state.dataset.state).filter((id) => id !== "").toSorted()`,
  );
