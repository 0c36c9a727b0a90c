# Rscript tests/reference/impact/panels.R, from the top of the repository, writes panels.csv.
# R 4.2.2. Made panels: begins is the first treated year (empty: never), institution the cluster.
here <- "tests/reference/impact"
draw <- function(name, begins, years, gaps, effect, institutions) {
  n <- length(begins)
  d <- expand.grid(year = years, unit = seq_len(n))
  d$institution <- ((d$unit - 1) %% institutions) + 1
  d$begins <- begins[d$unit]
  level <- rnorm(n, 75, 4); slope <- rnorm(length(years), 0.6, 0.5)
  treated <- !is.na(d$begins) & d$year >= d$begins
  d$y <- round(level[d$unit] + cumsum(slope)[d$year - min(years) + 1] +
               treated * effect * (1 + 0.3 * (d$year - ifelse(is.na(d$begins), 0, d$begins))) +
               rnorm(nrow(d), sd = 1.3), 2)
  d$y[runif(nrow(d)) < gaps] <- NA
  d$begins[!is.na(d$begins) & d$begins > max(years)] <- NA
  d <- d[order(d$institution, d$unit, d$year), ]
  data.frame(panel = name, d[, c("institution", "unit", "year", "begins", "y")])
}
set.seed(20211)
many <- rep(c(NA, 2019, 2020, 2021, 2022), c(14, 4, 6, 3, 5))
panels <- rbind(
  draw("two-years", rep(c(NA, 2021), c(9, 6)), 2020:2021, 0, 2, 15),
  draw("one-cohort", rep(c(NA, 2020), c(12, 7)), 2017:2023, 0, 1.5, 19),
  draw("many-cohorts", many, 2017:2023, 0, 1.5, 32),
  draw("gaps", many, 2017:2023, 0.12, 1.5, 32),
  draw("no-never", rep(c(2019, 2021, 2023), c(5, 6, 8)), 2017:2023, 0.05, 1.5, 19),
  draw("institutions", many, 2017:2023, 0.05, 1.5, 8),
  draw("one-treated", rep(c(NA, 2020), c(15, 1)), 2017:2023, 0, 1.5, 16))
write.csv(panels, file.path(here, "panels.csv"), row.names = FALSE, quote = FALSE, na = "")
