package dev.tandem.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How figures are written for people. */
final class Numbers {

    private Numbers() {}

    /** At least three digits, without a fraction from a hundred on. */
    static String text(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', ' ');
    }

    static String list(List<Figure> figures) {
        return figures.stream()
                .map(figure -> (figure.name().isEmpty() ? "" : figure.name() + " ") + text(figure.value()) + " "
                        + figure.unit())
                .collect(Collectors.joining(", "));
    }
}
