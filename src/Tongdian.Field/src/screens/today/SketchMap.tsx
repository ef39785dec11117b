import { useSession } from '../../shell/context';
import { useWords } from '../../words/words';

const width = 328;
const height = 150;
const edge = 24;

/** Where the visits lie to each other. Without tiles there are no roads: it says so. */
export function SketchMap({ keys }: { keys: string[] }) {
  const { desk } = useSession();
  const words = useWords();
  const points = keys.flatMap((key, i) => {
    const at = desk.visits.get(key)?.visit.at;
    return at ? [{ ...at, turn: i + 1, name: desk.visits.get(key)!.visit.customer.name }] : [];
  });
  if (points.length < 2) return null;
  const middle = (a: number[]): number => (Math.min(...a) + Math.max(...a)) / 2;
  const [lat, lon] = [middle(points.map((p) => p.lat)), middle(points.map((p) => p.lon))];
  const metres = points.map((p) => ({ ...p, x: (p.lon - lon) * 111_320 * Math.cos((lat * Math.PI) / 180), y: (lat - p.lat) * 110_574 }));
  const reach =
    Math.max(50, ...metres.map((p) => Math.max((Math.abs(p.x) * 2) / (width - 2 * edge), (Math.abs(p.y) * 2) / (height - 2 * edge)) * 100)) / 100;
  const bar = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000].find((m) => m / reach > 48) ?? 100_000;
  const place = (p: { x: number; y: number }): string => `translate(${width / 2 + p.x / reach} ${height / 2 + p.y / reach})`;
  return (
    <section>
      <h2>{words.today.map}</h2>
      <figure class="card sketch">
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={points.map((p) => `${p.turn} ${p.name}`).join(', ')}>
          <path class="sketch-way" d={`M${metres.map((p) => `${width / 2 + p.x / reach} ${height / 2 + p.y / reach}`).join('L')}`} />
          {[...metres].reverse().map((p) => (
            <g key={p.turn} transform={place(p)}>
              <circle r="13" />
              <text dy="5">{p.turn}</text>
            </g>
          ))}
          <path class="sketch-bar" d={`M${width - 12 - bar / reach} ${height - 10}H${width - 12}`} />
          <text class="sketch-scale" x={width - 12} y={height - 16}>
            {words.metres(bar)}
          </text>
        </svg>
        <figcaption class="quiet">{words.today.mapNote}</figcaption>
      </figure>
    </section>
  );
}
