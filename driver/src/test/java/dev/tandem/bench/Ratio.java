package dev.tandem.bench;

/**
 * What is compared within one repetition.
 *
 * @param name of the row
 * @param numerator a contender's name, with {@code .figure} behind it if the figure has a name
 * @param denominator the same
 */
public record Ratio(String name, String numerator, String denominator) {}
