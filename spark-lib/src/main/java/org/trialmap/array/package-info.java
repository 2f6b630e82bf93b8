/** Rectangular arrays, shapes, regions and chunk grids. */
package org.trialmap.array;
