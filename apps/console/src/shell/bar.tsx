import { Link, useRoute } from "wouter";

import { CallerName } from "./caller-name.tsx";
import { LiveSign } from "./live-sign.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

import "./bar.css";

const places = [
  { href: "/", pattern: "/", name: "Overview" },
  { href: "/subscriptions", pattern: "/subscriptions/*?", name: "Subscriptions" },
  { href: "/inspector", pattern: "/inspector", name: "Inspector" },
] as const;

function Place({ href, pattern, name }: (typeof places)[number]) {
  const [isHere] = useRoute(pattern);
  return (
    <Link href={href} className="bar-place" aria-current={isHere ? "page" : undefined}>
      {name}
    </Link>
  );
}

/** The way to every page, and what concerns them all. */
export function Bar() {
  return (
    <header className="bar">
      <Link href="/" className="bar-name">
        <svg viewBox="0 0 32 32" aria-hidden="true" className="bar-sign">
          <path d="M7 9h18M16 9v15" />
          <circle cx="16" cy="24" r="3.4" />
        </svg>
        Tenure
      </Link>
      <nav aria-label="Pages" className="bar-places">
        {places.map((place) => (
          <Place key={place.href} {...place} />
        ))}
      </nav>
      <div className="bar-end">
        <LiveSign />
        <ThemeSwitch />
        <CallerName />
      </div>
    </header>
  );
}
