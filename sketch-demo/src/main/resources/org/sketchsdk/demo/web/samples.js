// Sample drawings of the words, one of each. The file is loaded when somebody first looks at one.

const SVG = 'http://www.w3.org/2000/svg';

let loading = null;

/** Returns the drawings by label: the path of each, in a square of 255. Empty if the server is away. */
function load() {
  loading ??= read().catch(() => {
    loading = null; // next time it may be back
    return new Map();
  });
  return loading;
}

async function read() {
  const answer = await fetch('samples.ndjson');
  if (!answer.ok) {
    throw new Error(answer.statusText);
  }
  const lines = (await answer.text()).trim().split('\n').map((line) => JSON.parse(line));
  return new Map(lines.map(({ word, drawing }) => [word, drawing.map(pathOf).join('')]));
}

function pathOf([xs, ys]) {
  return `M${xs.map((x, i) => `${x} ${ys[i]}`).join('L')}`;
}

/** Returns an empty place for a drawing. It only decorates the word, which stands beside it. */
export function emptySample() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'sample');
  svg.setAttribute('viewBox', '0 0 255 255');
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

/** Draws the sample of a label, if there is one: a model from a file may have other words. */
export async function drawSample(svg, label) {
  const drawing = (await load()).get(label);
  if (drawing && !svg.firstChild) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', drawing);
    svg.append(path);
  }
}
