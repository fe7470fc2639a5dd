package dev.tandem.image;

/**
 * Numbers from Beta(alpha, alpha), the same on every machine. Two gamma variates by Marsaglia and Tsang ("A Simple Method for Generating
 * Gamma Variables", ACM TOMS 26, 2000) are compared in logarithms, so that a small alpha does not lose both to underflow.
 */
final class Beta {

    private final long seed;
    private int drawn;

    private Beta(long seed) {
        this.seed = seed;
    }

    /** A number from 0 to 1, from the seed's stream {@link Purpose#MIX_RATIO}. */
    static double draw(double alpha, long seed) {
        Beta beta = new Beta(seed);
        double first = beta.logGamma(alpha);
        double second = beta.logGamma(alpha);
        return 1 / (1 + StrictMath.exp(second - first));
    }

    /** Logarithm of a Gamma(shape, 1) variate: for any shape as that of shape + 1 times U^(1/shape). */
    private double logGamma(double shape) {
        double boost = StrictMath.log(positive()) / shape;
        double d = shape + 1 - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = normal();
            double root = 1 + c * normal;
            double cube = root * root * root;
            double logUniform = StrictMath.log(positive());
            if (cube > 0 && logUniform < normal * normal / 2 + d - d * cube + d * StrictMath.log(cube)) {
                return StrictMath.log(d * cube) + boost;
            }
        }
    }

    /** Box and Muller's. */
    private double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(positive()));
        return radius * StrictMath.cos(2 * Math.PI * positive());
    }

    /** Evenly from (0, 1]. */
    private double positive() {
        return 1 - Purpose.MIX_RATIO.draw(seed, drawn++);
    }
}
