import { useSyncExternalStore } from "react";

const place = "tenure.theme";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function chosen(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Shows the console in a theme from now on, also the next time: `public/theme.js` reads it ahead of the page. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(place);
    else localStorage.setItem(place, theme);
  } catch {
    // It is kept for as long as the page is open, then.
  }
  for (const listener of listeners) listener();
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosen);

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function subscribeToDarkness(listener: () => void): () => void {
  const unsubscribe = subscribe(listener);
  systemIsDark.addEventListener("change", listener);
  return () => {
    unsubscribe();
    systemIsDark.removeEventListener("change", listener);
  };
}

/** Whether what is shown is dark, by choice or by the system: for what CSS cannot color. */
export const useIsDark = (): boolean =>
  useSyncExternalStore(subscribeToDarkness, () => {
    const theme = chosen();
    return theme === "system" ? systemIsDark.matches : theme === "dark";
  });
