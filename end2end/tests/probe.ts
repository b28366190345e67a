// What axe cannot see: texts that cross, words broken in the middle, choices and buttons that are cut, text outside its box.
import type { Page } from "@playwright/test";

/** What is wrong with the page as it stands in its window, in lines that say where. */
export function probe(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    interface Box {
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    interface Line extends Box {
      element: Element;
      layer: Element | null;
      words: string;
    }
    const found = new Set<string>();
    const short = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 48);
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element) => {
      const style = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, style);
      return style;
    };

    // what is left of a box inside everything that clips it
    const clips = new Map<Element, Box | null>();
    const clipOf = (element: Element): Box | null => {
      const known = clips.get(element);
      if (known !== undefined) return known;
      const above = element.parentElement ? clipOf(element.parentElement) : null;
      const own = styleOf(element).overflowX === "visible" ? null : element.getBoundingClientRect();
      const both = (a: Box, b: Box) => ({
        left: Math.max(a.left, b.left),
        right: Math.min(a.right, b.right),
        top: Math.max(a.top, b.top),
        bottom: Math.min(a.bottom, b.bottom),
      });
      const clip = above && own ? both(above, own) : (above ?? own);
      clips.set(element, clip);
      return clip;
    };
    const boxOf = (element: Element): Element => {
      const isInline = styleOf(element).display === "inline" || styleOf(element).display === "contents";
      return isInline && element.parentElement ? boxOf(element.parentElement) : element;
    };

    // kept for screen readers alone
    const isHidden = (element: Element): boolean =>
      styleOf(element).clipPath.startsWith("inset") || (element.parentElement !== null && isHidden(element.parentElement));

    const range = document.createRange();
    const linesOf = (node: Text, from: number, to: number) => {
      range.setStart(node, from);
      range.setEnd(node, to);
      return [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5);
    };
    // an address is longer than a line, and may break anywhere
    const isAddress = (text: string, at: number) =>
      [...text.matchAll(/\S*(?:@|:\/\/)\S*/g)].some(({ 0: found, index }) => at >= index && at < index + found.length);
    // what stays in sight while the page moves below it
    const layerOf = (element: Element): Element | null => {
      const isLayer = ["sticky", "fixed"].includes(styleOf(element).position);
      const above = element.parentElement;
      return isLayer && styleOf(element).backgroundColor !== "rgba(0, 0, 0, 0)" ? element : above && layerOf(above);
    };
    const lines: Line[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // a word, a code, a number of the register, a range of numbers, initials with their surname
    const whole = [
      /[\p{L}\p{N}]+/gu,
      /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|\b[A-Z]{2,4}-\d{2,4}-\d+/g,
      /\d+\u2060?–\u2060?\d+/g,
      /\p{Lu}\.\s?\p{Lu}\.\s?\p{Lu}\p{L}+/gu,
    ];
    for (let node = texts.nextNode() as Text | null; node; node = texts.nextNode() as Text | null) {
      const element = node.parentElement;
      if (!element || !node.data.trim() || element.closest("svg, script, style, option, .letter, .code--long")) continue;
      if (!element.checkVisibility({ visibilityProperty: true }) || isHidden(element)) continue;
      const clip = clipOf(element);
      const box = boxOf(element);
      const frame = box.getBoundingClientRect();
      const scrolls = styleOf(box).overflowX !== "visible";
      for (const { left, right, top, bottom } of linesOf(node, 0, node.length)) {
        const seen = {
          left: Math.max(left, clip?.left ?? left),
          right: Math.min(right, clip?.right ?? right),
          top: Math.max(top, clip?.top ?? top),
          bottom: Math.min(bottom, clip?.bottom ?? bottom),
        };
        if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1) continue;
        // a line is taller than the letters in it
        const size = Number.parseFloat(styleOf(element).fontSize);
        const spare = Math.max(0, bottom - top - size) / 2;
        lines.push({ ...seen, top: Math.max(seen.top, top + spare), bottom: Math.min(seen.bottom, bottom - spare), element, layer: layerOf(element), words: short(node.data) });
        const isOutside = left < frame.left - 1.5 || right > frame.right + 1.5;
        if (isOutside && !scrolls) found.add(`outside its box: ${short(node.data)}`);
      }
      for (const pattern of whole) {
        for (const { 0: word, index } of node.data.matchAll(pattern)) {
          if (word.length < 2 || isAddress(node.data, index)) continue;
          const tops = linesOf(node, index, index + word.length).map(({ bottom }) => Math.round(bottom / 4));
          if (new Set(tops).size > 1 && Math.max(...tops) - Math.min(...tops) > 2) {
            found.add(`broken in the middle: ${word} of «${short(node.data)}»`);
          }
        }
      }
    }

    lines.sort((a, b) => a.top - b.top);
    lines.forEach((one, place) => {
      for (const other of lines.slice(place + 1)) {
        if (other.top >= one.bottom) break;
        if (other.element === one.element || other.layer !== one.layer) continue;
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - other.top;
        const least = 0.25 * Math.min(one.bottom - one.top, other.bottom - other.top);
        if (wide > 2 && high > least) found.add(`cross: ${one.words} / ${other.words}`);
      }
    });

    const pen = document.createElement("canvas").getContext("2d");
    const widthOf = (element: Element, text: string) => {
      const style = styleOf(element);
      if (!pen) return 0;
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const spacing = Number.parseFloat(style.letterSpacing) || 0;
      const cased = style.textTransform === "uppercase" ? text.toUpperCase() : text;
      return pen.measureText(cased).width + spacing * cased.length;
    };
    const roomIn = (element: Element) => {
      const { paddingLeft, paddingRight } = styleOf(element);
      return element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    };
    for (const select of document.querySelectorAll("select")) {
      const [chosen] = select.selectedOptions;
      if (!chosen || !select.checkVisibility()) continue;
      // one that is longer than a phone is wide can be read whole in the list that opens
      const isTooLong = window.innerWidth < 480 && chosen.text.length > 32;
      // a narrow one shows its sign alone, which a legend explains
      const [sign = ""] = chosen.text.split("\u2003");
      const shown = select.matches(".mark") && select.clientWidth < 56 ? sign : chosen.text;
      if (widthOf(select, shown) > roomIn(select) + 1 && !isTooLong) found.add(`a choice that is cut: ${chosen.text}`);
    }
    for (const input of document.querySelectorAll("input")) {
      const words = input.value || input.placeholder;
      const isText = !["hidden", "checkbox", "radio", "date", "password"].includes(input.type);
      // a sentence is read by moving in it; a day, a time or a number has to be seen
      const isSentence = input.value.length > 12;
      if (!isText || isSentence || !input.checkVisibility()) continue;
      if (widthOf(input, words) > roomIn(input) + 1) found.add(`an example or a value that is cut: ${words}`);
    }
    for (const element of document.querySelectorAll("a, button, summary, .badge, .tile, .tag, th, td, dt, dd")) {
      if (!element.checkVisibility() || styleOf(element).display === "inline" || isHidden(element)) continue;
      const hides = ["hidden", "clip"].includes(styleOf(element).overflowX);
      const isButton = element.matches("button, .btn");
      const isCut = element.scrollWidth > element.clientWidth + 1;
      if ((hides || isButton) && isCut) found.add(`cut: ${short(element.textContent ?? "")}`);
    }
    return [...found];
  });
}
