# Rscript tests/reference/impact/same_past.R, from the top of the repository, writes same_past.csv:
# year by year lm on the scores before, predict() for each treated unit with its own predictions as
# later scores, and every cluster left out in turn.
here <- "tests/reference/impact"
panels <- read.csv(file.path(here, "panels.csv"))
outcome <- function(p) {
  years <- sort(unique(panels$year[panels$panel == p$panel[1]])); units <- unique(p$unit)
  y <- matrix(p$y, nrow = length(units), byrow = TRUE); colnames(y) <- paste0("y", years)
  g <- p$begins[!duplicated(p$unit)]; g[is.na(g)] <- Inf
  sum <- 0; n <- 0; peak <- 0; n_peak <- 0; few <- 0
  for (k in sort(unique(g[is.finite(g) & g >= min(years) + 3]))) {
    past <- paste0("y", (k - 3):(k - 1)); seen <- g == k & complete.cases(y[, past, drop = FALSE])
    for (t in k:max(years)) {
      d <- as.data.frame(y[seen & !is.na(y[, paste0("y", t)]), , drop = FALSE])
      if (nrow(d) == 0) next
      real <- d[[paste0("y", t)]]; ok <- TRUE
      for (s in k:t) {
        before <- paste0("y", (k - 3):(s - 1)); now <- paste0("y", s)
        ctrl <- as.data.frame(y[g > s & complete.cases(y[, c(before, now)]), , drop = FALSE])
        if (nrow(ctrl) < 2 * (length(before) + 1)) { ok <- FALSE; break }
        d[[now]] <- predict(lm(reformulate(before, now), ctrl), d)
      }
      if (!ok) { few <- few + nrow(d); next }
      sum <- sum + sum(real - d[[paste0("y", t)]]); n <- n + nrow(d)
    }
    ctrl <- g > k & complete.cases(y[, c(past, paste0("y", k))])
    contrast <- function(set) mean(y[set, past[3]] - (y[set, past[1]] + y[set, past[2]]) / 2)
    if (!any(seen) || !any(ctrl)) next
    peak <- peak + sum(seen) * (contrast(seen) - contrast(ctrl)); n_peak <- n_peak + sum(seen)
  }
  c(effect = if (n > 0) sum / n else NA, peak = if (n_peak > 0) peak / n_peak else NA, n = n, few = few)
}
all <- NULL
for (name in c("one-cohort", "many-cohorts", "gaps", "institutions", "no-never", "one-treated")) {
  p <- panels[panels$panel == name, ]; whole <- outcome(p); clusters <- unique(p$institution)
  without <- sapply(clusters, function(c) outcome(p[p$institution != c, ]))
  usable <- function(c) any(p$begins[p$institution == c] >= min(p$year) + 3, na.rm = TRUE)
  treated <- sapply(clusters, usable)
  for (what in c("effect", "peak")) {
    z <- without[what, ] - whole[[what]]
    v <- function(x) { x <- x[!is.na(x)]; n <- length(x); (n - 1) / n * (sum(x^2) - sum(x)^2 / n) }
    k <- c(sum(!is.na(z[treated])), sum(!is.na(z[!treated])))
    s <- c(v(z[treated]), if (k[2] > 1) v(z[!treated]) else 0)
    se <- sqrt(sum(s)); df <- max(1, sum(s)^2 / (s[1]^2 / (k[1] - 1) + if (k[2] > 1) s[2]^2 / (k[2] - 1) else 0))
    if (k[1] < 2 || k[2] == 1 || is.na(se)) { se <- NA; df <- NA }
    all <- rbind(all, data.frame(panel = name, what, estimate = whole[[what]], std_error = se, df = df,
                                 n = whole[["n"]], few = whole[["few"]]))
  }
}
print(all)
write.csv(format(all, digits = 15, trim = TRUE, scientific = FALSE), file.path(here, "same_past.csv"),
          row.names = FALSE, quote = FALSE)
