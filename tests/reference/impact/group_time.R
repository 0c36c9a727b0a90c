# Rscript tests/reference/impact/group_time.R, from the top of the repository, writes group_time.csv:
# Callaway and Sant'Anna (2021) by the formulas of the paper, one column of influence a cell, with the
# correction for two small samples of clusters (N / (N - 1) each, Welch's degrees of freedom).
here <- "tests/reference/impact"
panels <- read.csv(file.path(here, "panels.csv"))

judge <- function(estimate, psi, treated, compared, cluster) {
  # psi: a value a unit; treated, compared: whether the unit is in any cell in that role
  by <- function(x) tapply(x, cluster, sum)
  z <- by(psi); one <- by(treated) > 0; zero <- !one & by(compared) > 0
  n1 <- sum(one); n0 <- sum(zero)
  if (n1 < 2 || n0 == 1) return(c(estimate, NA, NA, NA))
  v1 <- sum(z[one]^2) * n1 / (n1 - 1)
  v0 <- if (n0 > 0) sum(z[zero]^2) * n0 / (n0 - 1) else 0
  df <- (v1 + v0)^2 / (v1^2 / (n1 - 1) + if (n0 > 0) v0^2 / (n0 - 1) else 0)
  se <- sqrt(v1 + v0)
  c(estimate, se, max(1, df), 2 * pt(-abs(estimate / se), max(1, df)))
}

analyse <- function(p, controls, base) {
  years <- sort(unique(p$year)); units <- unique(p$unit)
  y <- matrix(p$y, nrow = length(units), byrow = TRUE, dimnames = list(units, years))
  first <- p[!duplicated(p$unit), ]
  g <- ifelse(is.na(first$begins), Inf, first$begins); cluster <- first$institution
  cohorts <- sort(unique(g[is.finite(g)])); size <- table(factor(g, cohorts))
  cells <- list()
  for (k in cohorts) for (t in years) {
    if (base == "universal" && t == k - 1) next
    if (base == "varying" && t == min(years)) next
    b <- if (t >= k || base == "universal") k - 1 else t - 1
    change <- y[, as.character(t)] - y[, as.character(b)]
    treat <- g == k & !is.na(change)
    ctrl <- (if (controls == "never") is.infinite(g) else g > max(t, b) & g != k) & !is.na(change)
    att <- if (any(treat) && any(ctrl)) mean(change[treat]) - mean(change[ctrl]) else NA
    psi <- numeric(length(g))
    if (!is.na(att)) {
      psi[treat] <- (change[treat] - mean(change[treat])) / sum(treat)
      psi[ctrl] <- -(change[ctrl] - mean(change[ctrl])) / sum(ctrl)
    }
    cells[[length(cells) + 1]] <- list(g = k, t = t, att = att, psi = psi, treat = treat, ctrl = ctrl)
  }
  cg <- sapply(cells, `[[`, "g"); ct <- sapply(cells, `[[`, "t"); att <- sapply(cells, `[[`, "att")
  psi <- sapply(cells, `[[`, "psi"); treat <- sapply(cells, `[[`, "treat"); ctrl <- sapply(cells, `[[`, "ctrl")
  out <- NULL
  keep <- function(kind, at, overall, e, n) out <<- rbind(out, data.frame(controls, base, kind, at,
    overall, estimate = e[1], std_error = e[2], df = e[3], p_value = e[4], n = n))
  for (i in seq_along(cells))
    keep("cell", paste(cg[i], ct[i]), FALSE,
         if (is.na(att[i])) rep(NA, 4) else judge(att[i], psi[, i], treat[, i], ctrl[, i], cluster),
         sum(treat[, i]))
  # An average: estimate and influence, cohort shares n_g / n estimated.
  average <- function(set) {
    w <- as.numeric(size[as.character(cg[set])]); theta <- sum(w * att[set]) / sum(w)
    influence <- psi[, set, drop = FALSE] %*% (w / sum(w))
    for (i in seq_along(set)) influence <- influence + (g == cg[set[i]]) * (att[set[i]] - theta) / sum(w)
    list(theta = theta, psi = influence, set = set)
  }
  total <- function(kind, at, overall, a)
    keep(kind, at, overall, judge(a$theta, a$psi, rowSums(treat[, a$set, drop = FALSE]) > 0,
      rowSums(ctrl[, a$set, drop = FALSE]) > 0, cluster), sum(treat[, a$set]))
  ok <- !is.na(att); post <- ok & ct >= cg
  if (!any(post)) return(out)
  total("simple", 0, TRUE, average(which(post)))
  places <- list(dynamic = sort(unique((ct - cg)[ok])), group = sort(unique(cg[post])),
                 calendar = sort(unique(ct[post])))
  for (kind in names(places)) {
    key <- list(dynamic = ct - cg, group = cg, calendar = ct)[[kind]]
    use <- if (kind == "dynamic") ok else post
    parts <- lapply(places[[kind]], function(at) average(which(use & key == at)))
    for (i in seq_along(parts)) total(kind, places[[kind]][i], FALSE, parts[[i]])
    if (kind == "dynamic") parts <- parts[places[[kind]] >= 0]
    theta <- sapply(parts, `[[`, "theta"); inf <- sapply(parts, `[[`, "psi")
    w <- if (kind == "group") as.numeric(size[as.character(places$group)]) else rep(1, length(theta))
    a <- list(theta = sum(w * theta) / sum(w), psi = inf %*% (w / sum(w)),
              set = unlist(lapply(parts, `[[`, "set")))
    if (kind == "group")
      for (i in seq_along(theta))
        a$psi <- a$psi + (g == places$group[i]) * (theta[i] - a$theta) / sum(w)
    total(kind, 0, TRUE, a)
  }
  out
}

all <- NULL
for (name in unique(panels$panel)) for (controls in c("never", "not-yet")) for (base in c("varying", "universal")) {
  r <- analyse(panels[panels$panel == name, ], controls, base)
  all <- rbind(all, data.frame(panel = name, r))
}
write.csv(format(all, digits = 15, trim = TRUE, scientific = FALSE), file.path(here, "group_time.csv"),
          row.names = FALSE, quote = FALSE)
# Two years and one cohort are Welch's t test of the changes; the numbers stand in the unit test.
p <- panels[panels$panel == "two-years", ]
change <- p$y[p$year == 2021] - p$y[p$year == 2020]; treated <- !is.na(p$begins[p$year == 2021])
test <- t.test(change[treated], change[!treated])
print(c(diff(rev(test$estimate)), test$stderr, test$parameter, test$p.value, test$conf.int), digits = 15)
