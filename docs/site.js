// The theme makes a dialog of the search and gives it no name, which those who hear a page need.
document.querySelector("[data-md-component=search]")?.setAttribute("aria-label", "Search");
