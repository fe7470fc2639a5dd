package dev.tandem.callback;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Writes numbers as Python does: rounds the exact binary value half-even, where {@code String.format} rounds the shortest decimal
 * half-up (0.125 gives 0.12 and 0.13). Magnitudes are finite and not negative; {@link #repr} takes any value.
 */
final class PythonFloat {

    private static final int ALWAYS_ENOUGH_DIGITS = 17;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final int LARGEST_PLAIN_EXPONENT = 15;

    private PythonFloat() {}

    /** The shortest text that reads back as the same double, as {@code repr}: {@code 0.1}, {@code 1e-05}, {@code nan}, {@code -inf}. */
    static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        String sign = isNegative(value) ? "-" : "";
        return sign + (Double.isInfinite(value) ? "inf" : shortest(Math.abs(value)));
    }

    /** Whether a minus sign is written, as for {@code -0.0}. */
    static boolean isNegative(double value) {
        return !Double.isNaN(value) && Math.copySign(1, value) < 0;
    }

    /** Format {@code f}. */
    static String fixed(double magnitude, int precision) {
        return new BigDecimal(magnitude)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Format {@code e}. */
    static String exponent(double magnitude, int precision) {
        return Digits.rounded(magnitude, precision + 1).withExponent();
    }

    /** Format {@code g}. */
    static String general(double magnitude, int precision) {
        Digits digits = Digits.rounded(magnitude, Math.max(precision, 1));
        boolean isPlain = digits.isPlainUpTo(Math.max(precision, 1) - 1);
        return isPlain ? digits.trimmed().plain() : digits.trimmed().withExponent();
    }

    /** No format letter, only a precision: as {@code g}, but a plain number always shows a decimal. */
    static String generalWithPoint(double magnitude, int precision) {
        Digits digits = Digits.rounded(magnitude, Math.max(precision, 1));
        boolean isPlain = digits.isPlainUpTo(Math.max(precision, 1) - 2);
        return isPlain ? withPoint(digits.trimmed().plain()) : digits.trimmed().withExponent();
    }

    /** No format at all. */
    static String shortest(double magnitude) {
        Digits digits = Digits.shortest(magnitude).trimmed();
        return digits.isPlainUpTo(LARGEST_PLAIN_EXPONENT) ? withPoint(digits.plain()) : digits.withExponent();
    }

    private static String withPoint(String plain) {
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    /**
     * Decimal digits {@code d.ddd} times ten to the exponent.
     *
     * @param digits at least one
     * @param exponent of the first digit
     */
    private record Digits(String digits, int exponent) {

        static Digits rounded(double magnitude, int count) {
            return rounded(magnitude, count, RoundingMode.HALF_EVEN);
        }

        private static Digits rounded(double magnitude, int count, RoundingMode rounding) {
            if (magnitude == 0) {
                return new Digits("0".repeat(count), 0);
            }
            BigDecimal rounded = new BigDecimal(magnitude).round(new MathContext(count, rounding));
            String digits = rounded.unscaledValue().toString();
            return new Digits(digits + "0".repeat(count - digits.length()), rounded.precision() - rounded.scale() - 1);
        }

        static Digits shortest(double magnitude) {
            for (int count = 1; count < ALWAYS_ENOUGH_DIGITS; count++) {
                // Above a power of two doubles lie farther apart: the next decimal up may read back where the nearest
                // does not.
                for (RoundingMode rounding : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
                    Digits digits = rounded(magnitude, count, rounding);
                    if (Double.parseDouble(digits.withExponent()) == magnitude) {
                        return digits;
                    }
                }
            }
            return rounded(magnitude, ALWAYS_ENOUGH_DIGITS);
        }

        boolean isPlainUpTo(int largestExponent) {
            return exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= largestExponent;
        }

        Digits trimmed() {
            int end = digits.length();
            while (end > 1 && digits.charAt(end - 1) == '0') {
                end--;
            }
            return new Digits(digits.substring(0, end), exponent);
        }

        String withExponent() {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            String padding = Math.abs(exponent) < 10 ? "0" : "";
            return mantissa + "e" + (exponent < 0 ? "-" : "+") + padding + Math.abs(exponent);
        }

        String plain() {
            if (exponent < 0) {
                return "0." + "0".repeat(-exponent - 1) + digits;
            }
            if (digits.length() <= exponent + 1) {
                return digits + "0".repeat(exponent + 1 - digits.length());
            }
            return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
        }
    }
}
