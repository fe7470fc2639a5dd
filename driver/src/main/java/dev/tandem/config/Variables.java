package dev.tandem.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of {@code ${name}}: from {@code --set name=…}, else from the environment.
 *
 * <p>A brace would end a plain YAML scalar inside {@code {…}}, so that {@link #mask} hides the references from the YAML parser and
 * {@link #fill} puts the values in afterwards: no value can change the file's structure.
 */
final class Variables {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}\\s]*)}");
    private static final Pattern MASKED = Pattern.compile("\uE000([^\uE001]*)\uE001");

    private final Map<String, String> given;
    private final Map<String, String> environment;
    private final Set<String> used = new HashSet<>();

    Variables(Map<String, String> given, Map<String, String> environment) {
        this.given = given;
        this.environment = environment;
    }

    static String mask(String text) {
        return REFERENCE.matcher(text).replaceAll("\uE000$1\uE001");
    }

    static String unmask(String text) {
        return MASKED.matcher(text).replaceAll("\\${$1}");
    }

    /** The name, if a scalar is one reference and nothing else: then its value keeps its YAML type. */
    static Optional<String> wholeReference(String masked) {
        Matcher matcher = MASKED.matcher(masked);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The text with each reference replaced by what {@code value} says of its name. */
    static String fill(String masked, UnaryOperator<String> value) {
        return MASKED.matcher(masked).replaceAll(match -> Matcher.quoteReplacement(value.apply(match.group(1))));
    }

    /** The value of a name, or empty if it is set nowhere. */
    Optional<String> find(String name) {
        used.add(name);
        return Optional.ofNullable(given.getOrDefault(name, environment.get(name)));
    }

    boolean isUsed(String name) {
        return used.contains(name);
    }
}
