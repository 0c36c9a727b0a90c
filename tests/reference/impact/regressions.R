# Rscript tests/reference/impact/regressions.R, from the top of the repository, writes regressions.csv:
# lm with explicit dummies; sandwich 3.0.2, clubSandwich 0.5.8. Bins: -3 or less, -2, (-1), 0, 1, 2 or more.
suppressMessages({library(sandwich); library(clubSandwich)})
here <- "tests/reference/impact"
panels <- read.csv(file.path(here, "panels.csv"))
all <- NULL
keep <- function(panel, what, term, e)
  all <<- rbind(all, data.frame(panel, what, term, a = e[1], b = e[2], c = e[3], d = e[4]))
# G/(G-1) (N-1)/(N-K), K: slopes, year dummies less one, and one for the units nested in clusters.
cr1 <- function(m, d, slopes) {
  g <- length(unique(d$institution)); n <- nrow(d); k <- slopes + length(unique(d$year))
  vcovCL(m, cluster = d$institution, type = "HC0", cadjust = FALSE) * g / (g - 1) * (n - 1) / (n - k)
}
for (name in c("two-years", "one-cohort", "many-cohorts", "gaps", "institutions", "no-never")) {
  d <- panels[panels$panel == name & !is.na(panels$y), ]
  d <- d[ave(d$y, d$unit, FUN = length) > 1, ]
  d$treated <- as.numeric(!is.na(d$begins) & d$year >= d$begins)
  g <- length(unique(d$institution))
  m <- lm(y ~ treated + factor(unit) + factor(year), d)
  b <- coef(m)[["treated"]]; se <- sqrt(cr1(m, d, 1)["treated", "treated"])
  keep(name, "static-cr1", "treated", c(b, se, g - 1, 2 * pt(-abs(b / se), g - 1)))
  t2 <- coef_test(m, vcovCR(m, cluster = d$institution, type = "CR2"), test = "Satterthwaite")
  i <- match("treated", t2$Coef)
  keep(name, "static-cr2", "treated", c(b, t2$SE[i], t2$df_Satt[i], t2$p_Satt[i]))
  # Every comparison of two cohorts is a regression of its own; weights by the variance of the
  # treatment that effects leave, times the squared share of rows.
  full <- ave(d$y, d$unit, FUN = length) == length(unique(d$year))
  f <- d[full, ]; f$g <- ifelse(is.na(f$begins), Inf, f$begins)
  parts <- NULL
  for (k in sort(unique(f$g[is.finite(f$g)]))) for (l in sort(unique(f$g))) {
    if (l == k) next
    s <- f[f$g %in% c(k, l) & (if (is.finite(l) & l > k) f$year < l else if (l < k) f$year >= l else TRUE), ]
    s$tr <- s$g == k & s$year >= k
    if (length(unique(s$tr[s$g == k])) < 2) next
    v <- residuals(lm(tr ~ factor(unit) + factor(year), s))
    kind <- if (is.infinite(l)) "treated-never" else if (l > k) "earlier-later" else "later-earlier"
    parts <- rbind(parts, data.frame(kind, k, l, e = coef(lm(y ~ tr + factor(unit) + factor(year), s))[["trTRUE"]],
                                     w = sum(v^2) * nrow(s)))
  }
  parts$w <- parts$w / sum(parts$w)
  for (i in seq_len(nrow(parts)))
    keep(name, paste0("bacon-", parts$kind[i]), paste(parts$k[i], parts$l[i]), c(parts$e[i], parts$w[i], NA, NA))
  keep(name, "bacon-sum", "treated", c(sum(parts$e * parts$w), coef(lm(y ~ treated + factor(unit) + factor(year), f))[["treated"]],
       length(unique(f$unit)), NA))
  if (!any(is.na(d$begins))) next
  k <- d$year - d$begins; k <- pmax(-3, pmin(2, k)); k[is.na(k)] <- -1
  bins <- setdiff(sort(unique(k)), -1)
  x <- sapply(bins, function(at) as.numeric(k == at)); colnames(x) <- paste0("k", bins)
  m <- lm(y ~ x + factor(unit) + factor(year), d); v <- cr1(m, d, length(bins))
  for (i in seq_along(bins)) {
    t <- paste0("x", colnames(x)[i]); if (length(bins) == 1) t <- "x"
    se <- sqrt(v[t, t])
    keep(name, "event", as.character(bins[i]), c(coef(m)[[t]], se, g - 1, 2 * pt(-abs(coef(m)[[t]] / se), g - 1)))
  }
  leads <- paste0("xk", bins[bins < -1])
  if (sum(bins < -1) == 0) next
  F <- drop(t(coef(m)[leads]) %*% solve(v[leads, leads]) %*% coef(m)[leads]) / length(leads)
  keep(name, "leads", "F", c(F, length(leads), g - 1, pf(F, length(leads), g - 1, lower.tail = FALSE)))
}
write.csv(format(all, digits = 15, trim = TRUE, scientific = FALSE), file.path(here, "regressions.csv"),
          row.names = FALSE, quote = FALSE)
