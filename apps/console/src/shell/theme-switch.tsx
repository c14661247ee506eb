import { Icon, type IconName } from "../design/icon.tsx";
import { chooseTheme, themes, useTheme, type Theme } from "./theme.ts";

import "./theme-switch.css";

const icons: Readonly<Record<Theme, IconName>> = { system: "system", light: "sun", dark: "moon" };
const names: Readonly<Record<Theme, string>> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
};

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const chosen = useTheme();
  return (
    <fieldset className="theme-switch">
      <legend className="unseen">Theme</legend>
      {themes.map((theme) => (
        <label key={theme} title={names[theme]}>
          <input
            type="radio"
            name="theme"
            value={theme}
            checked={theme === chosen}
            onChange={() => chooseTheme(theme)}
            className="unseen"
          />
          <Icon name={icons[theme]} />
          <span className="unseen">{names[theme]}</span>
        </label>
      ))}
    </fieldset>
  );
}
