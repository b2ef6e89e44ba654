// Charts from a small description in the page; the same figures stand below as a table for those who cannot see them.
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, PieChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const COLOURS = ["#0c6b63", "#c7772e", "#2f6db3", "#7a6bb8", "#9aa83a", "#8b4a5e"];
const COLOURS_DARK = ["#63cdb9", "#f3b36b", "#8ab9ef", "#bfb2f0", "#d3dd7c", "#e59bb0"];

function axes(plan, ink, line) {
  const names = { type: "category", data: plan.labels, axisLabel: { color: ink, hideOverlap: true }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false } };
  const values = { type: "value", minInterval: plan.whole === false ? 0 : 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } };
  return plan.lying ? { xAxis: values, yAxis: { ...names, inverse: true } } : { xAxis: names, yAxis: values };
}

function series(plan) {
  if (plan.type === "pie") {
    const [first] = plan.series;
    return [{ type: "pie", radius: ["45%", "72%"], label: { formatter: "{b} {c}" }, data: plan.labels.map((name, at) => ({ name, value: first.values[at] })) }];
  }
  return plan.series.map((one) => ({
    name: one.name,
    type: plan.type === "line" ? "line" : "bar",
    stack: plan.stacked ? "all" : undefined,
    data: one.values,
    barMaxWidth: 28,
    symbolSize: 7,
    smooth: false,
  }));
}

function draw(box) {
  if (box.dataset.bound) return;
  box.dataset.bound = "1";
  const plan = JSON.parse(document.getElementById(box.dataset.plan).textContent);
  const dark = Boolean(box.closest(".screen"));
  const style = getComputedStyle(box);
  const ink = style.getPropertyValue("--mu-ink-soft").trim() || "#4d5b59";
  const line = style.getPropertyValue("--mu-line").trim() || "#dbe0dc";
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.875;
  const chart = echarts.init(box, null, { renderer: "canvas" });
  chart.setOption({
    color: dark ? COLOURS_DARK : COLOURS,
    animation: false,
    textStyle: { fontFamily: style.fontFamily, fontSize: size, color: ink },
    // The pages' policy forbids styles in markup, so tooltips are drawn, not written as HTML.
    tooltip: { renderMode: "richText", trigger: plan.type === "pie" ? "item" : "axis", confine: true },
    legend: plan.series.length > 1 || plan.type === "pie" ? { bottom: 0, textStyle: { color: ink } } : undefined,
    grid: { left: 8, right: 16, top: 16, bottom: plan.series.length > 1 ? 36 : 8, containLabel: true },
    aria: { enabled: true, label: { enabled: false }, decal: { show: plan.series.length > 1 && !plan.stacked } },
    ...(plan.type === "pie" ? {} : axes(plan, ink, line)),
    series: series(plan),
  });
  if (plan.urls) chart.on("click", ({ dataIndex }) => plan.urls[dataIndex] && window.location.assign(plan.urls[dataIndex]));
  if (window.ResizeObserver) new ResizeObserver(() => chart.resize()).observe(box);
}

function start(root) {
  root.querySelectorAll("[data-chart]").forEach(draw);
}

document.addEventListener("mulin:load", (event) => start(event.detail.root));
start(document);
