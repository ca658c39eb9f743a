import type { StrokesView } from "../api/types";

/** One stroke as a filled outline, in the field's own units (hundredths of a millimetre). */
export interface Outline {
  path: string;
}

interface Sample {
  x: number;
  y: number;
  width: number;
}

// A pen that writes 0.5 mm on a line without pressure; pressure makes it 0.2 to 1.1 mm.
const PLAIN_WIDTH = 50;
const THIN = 20;
const THICK = 110;
const FULL_PRESSURE = 1000;
/** Points put between two samples, so that a slow digitiser's corners look like the hand that drew them. */
const STEPS = 4;

/** The outlines of a signature, one for each stroke, pressure as width. */
export function signatureOutlines({ strokes }: Pick<StrokesView, "strokes">): Outline[] {
  const pressed = strokes.some((stroke) => stroke.some(([, , , pressure = 0]) => pressure > 0));
  return strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => ({ path: outline(smooth(stroke, pressed)) }));
}

/** A point is x, y, milliseconds, pressure. */
function sample([x = 0, y = 0, , pressure = 0]: number[], pressed: boolean): Sample {
  const share = Math.min(Math.max(pressure, 0), FULL_PRESSURE) / FULL_PRESSURE;
  return { x, y, width: pressed ? THIN + (THICK - THIN) * share : PLAIN_WIDTH };
}

/** Quadratic curves through the middles of the samples: passes close to each and has no corners. */
function smooth(stroke: number[][], pressed: boolean): Sample[] {
  const samples = stroke.map((point) => sample(point, pressed));
  const first = samples[0];
  const last = samples[samples.length - 1];
  if (first === undefined || last === undefined || samples.length < 3) return samples;
  const points = [first];
  for (let index = 1; index < samples.length - 1; index += 1) {
    const control = samples[index] as Sample;
    const from = index === 1 ? first : middle(samples[index - 1] as Sample, control);
    const to = index === samples.length - 2 ? last : middle(control, samples[index + 1] as Sample);
    for (let step = 1; step <= STEPS; step += 1) points.push(curve(from, control, to, step / STEPS));
  }
  return points;
}

const middle = (a: Sample, b: Sample): Sample => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  width: (a.width + b.width) / 2,
});

function curve(from: Sample, control: Sample, to: Sample, t: number): Sample {
  const mix = (a: number, b: number, c: number) => (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t ** 2 * c;
  return {
    x: mix(from.x, control.x, to.x),
    y: mix(from.y, control.y, to.y),
    width: mix(from.width, control.width, to.width),
  };
}

/** Goes down one side of the line and back on the other, with round ends. */
function outline(line: Sample[]): string {
  const first = line[0] as Sample;
  const last = line[line.length - 1] as Sample;
  if (line.length === 1) return dot(first);
  const left: string[] = [];
  const right: string[] = [];
  line.forEach((point, index) => {
    const before = line[Math.max(index - 1, 0)] as Sample;
    const after = line[Math.min(index + 1, line.length - 1)] as Sample;
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const nx = (-(after.y - before.y) / length) * (point.width / 2);
    const ny = ((after.x - before.x) / length) * (point.width / 2);
    left.push(`${round(point.x + nx)} ${round(point.y + ny)}`);
    right.push(`${round(point.x - nx)} ${round(point.y - ny)}`);
  });
  const cap = (end: Sample, to: string) => `A${round(end.width / 2)} ${round(end.width / 2)} 0 0 0 ${to}`;
  right.reverse();
  return `M${left.join("L")}${cap(last, right[0] as string)}L${right.slice(1).join("L")}${cap(first, left[0] as string)}Z`;
}

function dot({ x, y, width }: Sample): string {
  const r = round(width * 0.7);
  return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
