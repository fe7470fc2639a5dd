package dev.tandem.image;

import java.util.Locale;

/** A geometric shape in its own coordinates: centred on the origin, inside the unit circle. */
enum SampleShape {
    CIRCLE {
        @Override
        boolean covers(double x, double y) {
            return x * x + y * y <= 0.85 * 0.85;
        }
    },
    CROSS {
        @Override
        boolean covers(double x, double y) {
            double longer = Math.max(Math.abs(x), Math.abs(y));
            double shorter = Math.min(Math.abs(x), Math.abs(y));
            return longer <= 0.95 && shorter <= 0.27;
        }
    },
    RING {
        @Override
        boolean covers(double x, double y) {
            double square = x * x + y * y;
            return square <= 0.9 * 0.9 && square >= 0.5 * 0.5;
        }
    },
    SQUARE {
        @Override
        boolean covers(double x, double y) {
            return Math.max(Math.abs(x), Math.abs(y)) <= 0.7;
        }
    },
    STAR {
        @Override
        boolean covers(double x, double y) {
            return withinCorners(x, y, 5, 0.42);
        }
    },
    TRIANGLE {
        @Override
        boolean covers(double x, double y) {
            return withinCorners(x, y, 3, 0.5);
        }
    };

    /** Whether a point belongs to the shape. */
    abstract boolean covers(double x, double y);

    /** Name of the class folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a point is inside a star: its corners lie on the unit circle, its notches half way between two corners at radius
     * {@code notch}. By symmetry the point is turned and mirrored into the half sector between a corner and a notch, where one straight
     * edge decides.
     */
    private static boolean withinCorners(double x, double y, int corners, double notch) {
        double half = Math.PI / corners;
        double angle = StrictMath.atan2(y, x);
        double folded = Math.abs(angle - 2 * half * Math.rint(angle / (2 * half)));
        double radius = Math.sqrt(x * x + y * y);
        double pointX = radius * StrictMath.cos(folded);
        double pointY = radius * StrictMath.sin(folded);
        double notchX = notch * StrictMath.cos(half);
        double notchY = notch * StrictMath.sin(half);
        return (notchX - 1) * pointY - notchY * (pointX - 1) >= 0;
    }
}
