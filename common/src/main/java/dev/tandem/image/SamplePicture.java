package dev.tandem.image;

import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Draws one shape on a plain ground, with position, size, turn, both colours and noise from a source of random numbers. Arithmetic only,
 * no graphics library: the same numbers give the same pixels everywhere.
 */
final class SamplePicture {

    static final int SIZE = 32;

    private static final int SUBPIXELS = 4;
    private static final double LEAST_CONTRAST = 96;
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private final SampleShape shape;
    private final Random random;
    private final double radius;
    private final double centreX;
    private final double centreY;
    private final double cosine;
    private final double sine;
    private final double[] ground;
    private final double[] colour;
    private final double noise;

    private SamplePicture(SampleShape shape, Random random) {
        this.shape = shape;
        this.random = random;
        this.radius = 10 + 5 * random.nextDouble();
        double room = SIZE - 2 * radius;
        this.centreX = radius + room * random.nextDouble();
        this.centreY = radius + room * random.nextDouble();
        double turn = 2 * Math.PI * random.nextDouble();
        this.cosine = StrictMath.cos(turn);
        this.sine = StrictMath.sin(turn);
        this.ground = colour();
        this.colour = contrasting();
        this.noise = 2 + 6 * random.nextDouble();
    }

    /** A picture of {@value #SIZE} × {@value #SIZE} pixels. */
    static BufferedImage draw(SampleShape shape, long seed) {
        return new SamplePicture(shape, new Random(seed)).draw();
    }

    private double[] colour() {
        return new double[] {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
    }

    private double[] contrasting() {
        double[] candidate = colour();
        while (Math.abs(brightness(candidate) - brightness(ground)) < LEAST_CONTRAST) {
            candidate = colour();
        }
        return candidate;
    }

    private static double brightness(double[] rgb) {
        return LUMA[0] * rgb[0] + LUMA[1] * rgb[1] + LUMA[2] * rgb[2];
    }

    private BufferedImage draw() {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double covered = coverage(x, y);
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    double value = ground[channel] + covered * (colour[channel] - ground[channel]);
                    long level = Math.round(value + noise * random.nextGaussian());
                    rgb = rgb << 8 | (int) Math.min(Math.max(level, 0), 255);
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    /** The fraction of a pixel that the shape covers. */
    private double coverage(int x, int y) {
        if (Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY) > radius + 1) {
            return 0;
        }
        int covered = 0;
        for (int i = 0; i < SUBPIXELS; i++) {
            for (int j = 0; j < SUBPIXELS; j++) {
                double right = (x + (i + 0.5) / SUBPIXELS - centreX) / radius;
                double down = (y + (j + 0.5) / SUBPIXELS - centreY) / radius;
                if (shape.covers(cosine * right + sine * down, cosine * down - sine * right)) {
                    covered++;
                }
            }
        }
        return (double) covered / (SUBPIXELS * SUBPIXELS);
    }
}
