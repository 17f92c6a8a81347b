#!/usr/bin/env Rscript
# Draws a comparison: the means of A and B, and A minus B with its 95 % interval. Writes
# compare-base.svg into the folder of `cadre compare` and, where ggplot2 is installed,
# compare-ggplot2.svg.
#   scripts/plot-compare.R DIR [MEASURE [ORGANIZATION]]
words <- commandArgs(trailingOnly = TRUE)
if (length(words) < 1 || length(words) > 3) stop("usage: plot-compare.R DIR [MEASURE [ORGANIZATION]]")
folder <- words[1]
compare <- read.csv(file.path(folder, "compare.csv"), colClasses = c(date = "Date"))
measure <- if (length(words) > 1) words[2] else "members"
organization <- if (length(words) > 2) words[3] else compare$organization[1]
rows <- compare[compare$organization == organization & compare$measure == measure, ]
if (nrow(rows) == 0) stop("compare.csv has no ", measure, " of ", organization)
titles <- c(sprintf("%s of %s, means of %d runs each", measure, organization, max(rows$n)),
            "A minus B in pairs of the same luck, with its 95 % interval")

svg(file.path(folder, "compare-base.svg"), width = 10, height = 6.5)
par(mfrow = c(2, 1), mar = c(2.5, 5, 2, 1), las = 1, bty = "l")
plot(range(rows$date), range(rows$mean_a, rows$mean_b, na.rm = TRUE), type = "n", xlab = "", ylab = "",
     main = titles[1], font.main = 1)
lines(rows$date, rows$mean_b, col = "#c4480e", lwd = 2)
lines(rows$date, rows$mean_a, col = "#14508c", lwd = 2)
legend("topleft", c("A", "B"), col = c("#14508c", "#c4480e"), lwd = 2, bty = "n")
plot(range(rows$date), range(rows$lo, rows$hi, 0, na.rm = TRUE), type = "n", xlab = "", ylab = "",
     main = titles[2], font.main = 1)
polygon(c(rows$date, rev(rows$date)), c(rows$lo, rev(rows$hi)), col = "#dcd3e6", border = NA)
abline(h = 0, col = "#5f6975")
lines(rows$date, rows$mean_difference, col = "#5b3a8c", lwd = 2)
invisible(dev.off())
cat(file.path(folder, "compare-base.svg"), "\n")

if (requireNamespace("ggplot2", quietly = TRUE)) {
  library(ggplot2)
  panel <- function(i) factor(titles[i], titles)
  picture <- ggplot(rows, aes(date)) +
    geom_line(aes(y = mean_b, colour = "B"), cbind(rows, panel = panel(1)), linewidth = 0.8) +
    geom_line(aes(y = mean_a, colour = "A"), cbind(rows, panel = panel(1)), linewidth = 0.8) +
    geom_ribbon(aes(ymin = lo, ymax = hi), cbind(rows, panel = panel(2)), fill = "#dcd3e6") +
    geom_line(aes(y = mean_difference), cbind(rows, panel = panel(2)), colour = "#5b3a8c", linewidth = 0.8) +
    facet_wrap(~panel, ncol = 1, scales = "free_y") +
    scale_colour_manual(NULL, values = c(A = "#14508c", B = "#c4480e")) +
    labs(x = NULL, y = NULL) + theme_minimal(13) + theme(legend.position = "top")
  ggsave(file.path(folder, "compare-ggplot2.svg"), picture, svg, width = 10, height = 6.5)
  cat(file.path(folder, "compare-ggplot2.svg"), "\n")
}
