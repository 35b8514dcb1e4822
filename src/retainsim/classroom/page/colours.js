// Colours that the colour-blind can tell apart: cividis for attachment, Okabe and Ito's for lines.

const CIVIDIS = [[0, 34, 78], [53, 69, 108], [102, 105, 112], [148, 142, 119], [200, 184, 102], [254, 232, 56]];
export const LINES = ["#0072B2", "#D55E00"];
export const GREY = "#c4c4c4", PALE = "#e4e4e4", INK = "#222222", ALERT = "#D55E00";

export const SCALE = Array.from({ length: 128 }, (_, k) => {
  const at = (k / 127) * (CIVIDIS.length - 1), low = Math.min(Math.floor(at), CIVIDIS.length - 2), t = at - low;
  return `rgb(${CIVIDIS[low].map((value, i) => Math.round(value + t * (CIVIDIS[low + 1][i] - value))).join(",")})`;
});
