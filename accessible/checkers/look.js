// What `window.py` asks of a page that is open in the browser, each a function that answers with a list of findings.
({
  // axe-core's rules of these names, for all of the page or what has a class; those that it leaves out on its own are
  // asked for all the same.
  async axe({ rules, within }) {
    const marked = within && `body .${CSS.escape(within)}`;
    if (marked && !document.querySelector(marked)) return [];
    const enabled = Object.fromEntries(rules.map((rule) => [rule, { enabled: true }]));
    const options = { runOnly: { type: 'rule', values: rules }, rules: enabled, resultTypes: ['violations'] };
    const { violations } = await axe.run(marked ? { include: [[marked]] } : document, options);
    return violations.flatMap((violation) => violation.nodes.map((node) => ({
      rule: violation.id,
      html: node.html.replace(/ (xmlns(:\w+)?|class)="[^"]*"/g, '').slice(0, 200),
      id: document.querySelector(node.target[0])?.closest('[id]')?.id || '',
      said: [...node.any, ...node.all, ...node.none][0]?.message || violation.help,
    })));
  },

  // Put a class on everything that a reading system could highlight, or take it away.
  mark(name) {
    document.querySelectorAll('body [id]').forEach((element) => element.classList.add(name));
    return [];
  },
  unmark(name) {
    document.querySelectorAll('body [id]').forEach((element) => element.classList.remove(name));
    return [];
  },

  // Whether a style sheet of the page says anything about a dark colour scheme.
  hasDark() {
    const readable = (sheet) => { try { return [...sheet.cssRules]; } catch { return []; } }; // none from elsewhere
    const said = [...document.styleSheets].flatMap((sheet) => readable(sheet).map((rule) => rule.cssText));
    return said.some((text) => /color-scheme/.test(text)) ? [true] : [];
  },

  // What is wider than the page, as deep inside as it can be named; what scrolls by itself may be.
  overflow() {
    const root = document.scrollingElement || document.documentElement;
    const room = root.clientWidth;
    if (root.scrollWidth <= room + 1) return [];
    const scrolls = (element) => {
      for (let around = element.parentElement; around && around !== document.body; around = around.parentElement)
        if (around !== root && /auto|scroll|hidden|clip/.test(getComputedStyle(around).overflowX)) return true;
      return false;
    };
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > room + 1 || box.left < -1) && !scrolls(element);
    });
    const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
    return (inner.length ? inner : [root]).slice(0, 5).map((element) => ({
      rule: 'reflow',
      html: element.outerHTML.replace(/ xmlns(:\w+)?="[^"]*"/g, '').slice(0, 200),
      id: element.closest('[id]')?.id || '',
      said: `the page is ${root.scrollWidth} pixels wide on a screen of ${room}`,
    }));
  },

  // Text that its own box cuts off.
  cut() {
    const cuts = (element) => {
      const style = getComputedStyle(element);
      if (!element.innerText?.trim() || element.clientWidth <= 1 || element.clientHeight <= 1) return false;
      return (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 2)
        || (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 2);
    };
    return [...document.body.querySelectorAll('*')].filter(cuts).slice(0, 5).map((element) => ({
      rule: 'text-spacing',
      html: element.outerHTML.replace(/ xmlns(:\w+)?="[^"]*"/g, '').slice(0, 200),
      id: element.closest('[id]')?.id || '',
      said: 'text is cut off when its spacing is larger',
    }));
  },
})
