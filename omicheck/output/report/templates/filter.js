(() => {
  "use strict";
  const form = document.getElementById("filter");
  const articles = [...document.querySelectorAll("#case-list > article")];
  const unfold = (article) => {
    const folded = article.querySelector("noscript");
    if (!folded) return;
    const course = document.createElement("div");
    course.innerHTML = folded.textContent;
    folded.replaceWith(course);
  };
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watcher.unobserve(entry.target);
        unfold(entry.target);
      }
    },
    { rootMargin: "1500px 0px" },
  );
  for (const article of articles) watcher.observe(article);
  addEventListener("beforeprint", () => {
    articles.filter((one) => !one.hidden).forEach(unfold);
    for (const one of document.querySelectorAll("details:not([open])")) {
      if (one.closest(".case, .differ")) continue;
      one.open = true;
      one.dataset.opened = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll("details[data-opened]")) {
      one.open = false;
      delete one.dataset.opened;
    }
  });
  if (!form) return;
  const text = document.getElementById("filter-text");
  const count = document.getElementById("filter-count");
  const selects = [...form.querySelectorAll("select")];
  // What cases are filtered by is read when it is first asked for, so that the page opens sooner.
  let read;
  const cases = () =>
    (read ??= articles.map((article) => ({
      article,
      name: article.dataset.case.toLowerCase(),
      office: article.dataset.office,
      officer: article.dataset.officer,
      rules: ` ${article.dataset.rules} `,
    })));
  const number = (of) => of.toLocaleString("en-GB");
  const tell = (shown) => {
    const told = `${number(shown)} of ${number(articles.length)} cases shown`;
    count.textContent = shown ? told : `${told}. Clear shows all again.`;
  };
  const filter = () => {
    const wanted = text.value.trim().toLowerCase();
    const chosen = Object.fromEntries(selects.map((one) => [one.id.slice("filter-".length), one.value]));
    let shown = 0;
    for (const one of cases()) {
      const fits =
        one.name.includes(wanted) &&
        (!chosen.office || one.office === chosen.office) &&
        (!chosen.officer || one.officer === chosen.officer) &&
        (!chosen.rule || one.rules.includes(` ${chosen.rule} `));
      if (one.article.hidden === fits) one.article.hidden = !fits;
      shown += fits;
    }
    tell(shown);
  };
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  tell(articles.length);
})();
