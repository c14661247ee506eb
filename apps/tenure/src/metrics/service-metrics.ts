import type { Service } from "../http/service.ts";
import type { EngineMetrics } from "./engine-metrics.ts";
import { gauge, metricsText, type Metric } from "./metric.ts";

const microseconds = 1_000_000;

async function engineGauges(engine: EngineMetrics): Promise<readonly Metric[]> {
  const gauges = await engine.gauges();
  if (gauges === undefined) return [];
  const { backlog, stuck, outboxLag, timerLag } = gauges;
  return [
    gauge("tenure_outbox_backlog", "Effects in the outbox.", [[backlog]]),
    gauge("tenure_subscriptions_stuck", "Subscriptions whose request is stuck.", [[stuck]]),
    gauge("tenure_outbox_lag_seconds", "How long the effect longest due has waited.", [
      [outboxLag / 1000],
    ]),
    gauge("tenure_timer_lag_seconds", "How long the timer longest due has waited.", [
      [timerLag / 1000],
    ]),
  ];
}

async function platformGauges({
  engine,
  clock,
}: Pick<Service, "engine" | "clock">): Promise<readonly Metric[]> {
  const states = await engine.adapters();
  const now = clock.now();
  return [
    gauge(
      "tenure_adapter_running",
      "Effects that run now.",
      states.map(({ adapter, running }) => [running, { adapter }]),
    ),
    gauge(
      "tenure_adapter_circuit_open",
      "1 while nothing is started because the platform kept failing, 0.5 while it is probed.",
      states.map(({ adapter, circuit }) => [
        { closed: 0, halfOpen: 0.5, open: 1 }[circuit],
        { adapter },
      ]),
    ),
    gauge(
      "tenure_adapter_held_seconds",
      "How long the platform still asks to be left alone.",
      states.map(({ adapter, heldUntil = now }) => [
        Math.max(0, heldUntil - now) / 1000,
        { adapter },
      ]),
    ),
    gauge(
      "tenure_adapter_paused",
      "1 while somebody keeps its effects back.",
      states.map(({ adapter, paused }) => [paused === undefined ? 0 : 1, { adapter }]),
    ),
  ];
}

function processGauges({ slots }: Pick<Service, "slots">): readonly Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    gauge("tenure_http_streams", "Answers that go on for long.", [[slots.taken]]),
    gauge("process_resident_memory_bytes", "Memory of the process.", [[process.memoryUsage.rss()]]),
    gauge(
      "process_cpu_seconds_total",
      "Processor time the process has used.",
      [[(user + system) / microseconds]],
      "counter",
    ),
  ];
}

/** Everything that is measured, in Prometheus' text format. */
export async function serviceMetrics(service: Service, engine: EngineMetrics): Promise<string> {
  const gauges = await Promise.all([engineGauges(engine), platformGauges(service)]);
  return metricsText([...engine.metrics(), ...gauges.flat(), ...processGauges(service)]);
}
