/**
 * What is sent to executors: the serialized function with its captured values, what identifies it, shared values, and checks that it can be sent at all. Uses {@code task}, {@code store.run},
 * {@code support}. Not promised.
 */
package org.trialmap.parallel.closure;
