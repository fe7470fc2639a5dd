package dev.tandem.callback;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number's format as Python's format specification mini-language has it: {@code [[fill]align][sign][0][width][.precision][type]} with
 * the types {@code d e E f F g G %}.
 *
 * @param text what the user wrote, for messages
 * @param fill what to pad with
 * @param align {@code <}, {@code >}, {@code ^}, or {@code =} for padding between sign and digits
 * @param sign {@code -}, {@code +} or a space
 * @param width least number of characters
 * @param precision digits, or -1 where none was given
 * @param type the letter, or a space where none was given
 */
record NumberSpec(String text, String fill, char align, char sign, int width, int precision, char type) {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<zero>0)?(?<width>\\d{1,3})?"
                    + "(?:\\.(?<precision>\\d{1,3}))?(?<type>[deEfFgG%])?",
            Pattern.DOTALL);
    private static final int DEFAULT_PRECISION = 6;
    private static final char NO_TYPE = ' ';

    /**
     * Reads a specification; an empty one writes numbers as {@code str} does.
     *
     * @throws IllegalArgumentException if Tandem does not know it
     */
    static NumberSpec parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Unknown format \"" + text
                            + "\" (known: [[fill]align][sign][0][width][.precision][type] with a type of d, e, f, g or %, like 02d or .3f)");
        }
        @Nullable String fill = matcher.group("fill");
        boolean padsZeros = fill == null && matcher.group("zero") != null;
        char defaultAlign = padsZeros ? '=' : '>';
        return new NumberSpec(
                text,
                padsZeros ? "0" : fill == null ? " " : fill,
                letter(matcher.group("align"), defaultAlign),
                letter(matcher.group("sign"), '-'),
                number(matcher.group("width"), 0),
                number(matcher.group("precision"), -1),
                letter(matcher.group("type"), NO_TYPE));
    }

    private static char letter(@Nullable String group, char otherwise) {
        return group == null ? otherwise : group.charAt(0);
    }

    private static int number(@Nullable String group, int otherwise) {
        return group == null ? otherwise : Integer.parseInt(group);
    }

    /** Whether whole numbers can be written so. */
    boolean takesIntegers() {
        return precision < 0 || (type != 'd' && type != NO_TYPE);
    }

    /** Whether numbers with a fraction can be written so. */
    boolean takesFloats() {
        return type != 'd';
    }

    /** Writes a whole number. */
    String format(long value) {
        if (type != 'd' && type != NO_TYPE) {
            return format((double) value);
        }
        return padded(value < 0, Long.toString(Math.abs(value)));
    }

    /** Writes any number; NaN and the infinities as {@code nan}, {@code inf}, {@code -inf}. */
    String format(double value) {
        String digits = Double.isFinite(value) ? digits(Math.abs(value)) : Double.isNaN(value) ? "nan" : "inf";
        String marked = type == '%' ? digits + "%" : digits;
        boolean isUpper = type == 'E' || type == 'F' || type == 'G';
        return padded(PythonFloat.isNegative(value), isUpper ? marked.toUpperCase(Locale.ROOT) : marked);
    }

    private String digits(double magnitude) {
        int digits = precision < 0 ? DEFAULT_PRECISION : precision;
        return switch (type) {
            case 'e', 'E' -> PythonFloat.exponent(magnitude, digits);
            case 'f', 'F' -> PythonFloat.fixed(magnitude, digits);
            case 'g', 'G' -> PythonFloat.general(magnitude, digits);
            case '%' -> percent(magnitude, digits);
            default ->
                precision < 0 ? PythonFloat.shortest(magnitude) : PythonFloat.generalWithPoint(magnitude, digits);
        };
    }

    private static String percent(double magnitude, int digits) {
        double percents = magnitude * 100;
        return Double.isInfinite(percents) ? "inf" : PythonFloat.fixed(percents, digits);
    }

    private String padded(boolean isNegative, String digits) {
        String mark = isNegative ? "-" : sign == '-' ? "" : String.valueOf(sign);
        int missing = Math.max(0, width - mark.length() - digits.length());
        int before = align == '>' ? missing : align == '^' ? missing / 2 : 0;
        int between = align == '=' ? missing : 0;
        int after = missing - before - between;
        return fill.repeat(before) + mark + fill.repeat(between) + digits + fill.repeat(after);
    }
}
